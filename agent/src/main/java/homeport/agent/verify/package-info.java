/** Asks the authoritative servers what they now say. */
package homeport.agent.verify;
