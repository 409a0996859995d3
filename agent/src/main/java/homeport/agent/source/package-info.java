/** Asks someone which addresses an uplink has. */
package homeport.agent.source;
