/** From what was found on a machine to what is wrong with it, in words, and what to do. */
package homeport.agent.doctor;
