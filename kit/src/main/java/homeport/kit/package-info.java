/** What both programs need that is not DNS. */
package homeport.kit;
