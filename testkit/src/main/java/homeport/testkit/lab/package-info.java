/**
 * Several hosts on one machine, in network namespaces: two uplinks, their ISPs, and an Internet.
 */
package homeport.testkit.lab;
