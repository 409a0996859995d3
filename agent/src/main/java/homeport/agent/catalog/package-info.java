/** Reads provider files into descriptors; owns their types. */
package homeport.agent.catalog;
