/** A pipeline that is deployed into an AWS account, as the command reaches it: over the SDK's clients alone. */
package dev.kiln.cli.stack;
