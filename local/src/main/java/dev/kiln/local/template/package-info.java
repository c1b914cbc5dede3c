/**
 * CloudFormation templates as the deployment's app synthesises them: their resources, with the intrinsic functions
 * resolved to what they stand for in the local account. A resource type, a property or a function that is not known
 * here is refused ({@link dev.kiln.local.template.TemplateRefused}); what has no counterpart locally is listed in
 * {@link dev.kiln.local.template.ResourceTypes}.
 */
package dev.kiln.local.template;
