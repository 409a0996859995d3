/** The HTTP doors: dyndns2, reflectors. */
package homeport.server.api;
