/** Commands of the operator. */
package homeport.server.cli;
