/** Main and the wiring. */
package homeport.server;
