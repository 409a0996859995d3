/** A file into a validated configuration, or every mistake in it with its line. */
package homeport.server.config;
