/** A real agent against a real server: the demo and the scenarios. */
package homeport.e2e;
