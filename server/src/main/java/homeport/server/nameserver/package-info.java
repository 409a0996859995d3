/** Answers over UDP and TCP. */
package homeport.server.nameserver;
