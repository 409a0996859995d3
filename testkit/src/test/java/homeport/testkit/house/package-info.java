/** A little house with every fault that the doors test has to find. */
package homeport.testkit.house;
