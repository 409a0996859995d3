/** Commands; a client of the local API. */
package homeport.agent.cli;
