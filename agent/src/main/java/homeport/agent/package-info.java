/** Main, and the one page of constructor calls that wires everything. */
package homeport.agent;
