/** EC2 Auto Scaling of a local account, as far as it can name an image. */
package dev.kiln.local.autoscaling;
