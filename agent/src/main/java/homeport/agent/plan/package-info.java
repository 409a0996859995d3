/** From what we saw to what should change, and how each change ended. */
package homeport.agent.plan;
