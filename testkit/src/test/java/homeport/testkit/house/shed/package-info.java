/** Reads files, and is not on the list of doors. */
package homeport.testkit.house.shed;
