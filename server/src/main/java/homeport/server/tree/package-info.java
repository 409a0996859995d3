/** A sorted map that never changes: each step makes a new one that shares what stayed the same. */
package homeport.server.tree;
