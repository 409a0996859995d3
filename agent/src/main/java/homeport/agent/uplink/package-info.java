/** Which uplinks exist, which one is active, which ones are healthy. */
package homeport.agent.uplink;
