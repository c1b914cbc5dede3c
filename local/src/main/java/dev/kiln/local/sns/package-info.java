/** SNS of a local account: topics keep what was published to them; there are no subscribers. */
package dev.kiln.local.sns;
