/** The deployment's CDK app, as the command runs it: by the CDK's own command line, in a process of its own. */
package dev.kiln.cli.cdk;
