/**
 * The SNS of a local account, as far as messages to operators need it. Nothing is delivered: there is nobody to deliver
 * to. What was published is kept, so that a test or an operator can read it.
 */
package dev.kiln.local.sns;
