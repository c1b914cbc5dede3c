/**
 * Measures how long a function needs that starts anew: a JVM with Lambda's flags loads the function package and answers
 * one event, and what it asks of AWS is answered by a stub in this process.
 */
package dev.kiln.cli.coldstart;
