/** The one writer: decides in order, commits the group, publishes, answers. */
package homeport.server.ledger;
