/** Tells people and machines. */
package homeport.agent.notify;
