/** Opens connections and asks DNS so that they leave by a given uplink. */
package homeport.agent.transport;
