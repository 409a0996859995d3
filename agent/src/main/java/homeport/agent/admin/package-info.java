/** The local API of the running agent: the control socket, later the page. */
package homeport.agent.admin;
