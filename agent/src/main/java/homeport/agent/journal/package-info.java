/** Remembers what we did and what we believe is published. */
package homeport.agent.journal;
