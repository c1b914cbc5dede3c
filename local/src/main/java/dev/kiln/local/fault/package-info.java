/** A place between the functions and the services of a local account, where calls can be seen and can go wrong. */
package dev.kiln.local.fault;
