/** What the synthesised templates deploy, in the terms of the local account's services. */
package dev.kiln.local.deployment;
