/** Says that it is pure. */
package homeport.testkit.house.attic;
