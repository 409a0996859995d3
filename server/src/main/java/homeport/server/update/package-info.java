/** A request becomes a decision and a changeset. */
package homeport.server.update;
