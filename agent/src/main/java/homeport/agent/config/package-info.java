/** A file into a validated Config, or every mistake in it with its line. */
package homeport.agent.config;
