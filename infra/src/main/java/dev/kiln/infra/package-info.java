/** The CDK app that deploys the pipeline. */
package dev.kiln.infra;
