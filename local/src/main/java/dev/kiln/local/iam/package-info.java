/**
 * Identity and access management of a local account: policies as the templates write them, decided as the IAM user
 * guide documents, and clients that ask before each call.
 *
 * <p>What a policy says and this package does not know is refused when the policy is read
 * ({@link dev.kiln.local.iam.PolicyRefused}); nothing is passed over.
 */
package dev.kiln.local.iam;
