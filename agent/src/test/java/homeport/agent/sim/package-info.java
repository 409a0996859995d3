/** A whole agent in a world of one seed: no thread, no real time, and the ten rules checked. */
package homeport.agent.sim;
