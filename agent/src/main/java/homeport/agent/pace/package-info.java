/** When to try, when to wait, when to leave it alone. */
package homeport.agent.pace;
