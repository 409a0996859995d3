/** The operator's orders, and the socket by which they reach a running server. */
package homeport.server.admin;
