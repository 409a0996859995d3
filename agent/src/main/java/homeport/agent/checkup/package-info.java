/** Looks at everything that names depend on, and changes nothing. */
package homeport.agent.checkup;
