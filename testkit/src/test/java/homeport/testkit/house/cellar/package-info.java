/** no sentence begins like this */
package homeport.testkit.house.cellar;
