/**
 * Many builds in a local account in which everything goes wrong that can: one seed decides what is built, what fails
 * and what operators do, and properties that must always hold are checked after every event.
 */
package dev.kiln.local.simulation;
