/** Hears the operating system: links, addresses, routes; probes. */
package homeport.agent.net;
