/**
 * Runs functions of the guest scripts, as far as they only work on text. There is no PowerShell for the machines on
 * which tests run, so this knows the part of Windows PowerShell 5.1 that those functions are written in (Microsoft,
 * "Windows PowerShell Language Specification" and "about_Operators"), and refuses the rest by name. It is our reading
 * of the language: that a function does what is meant is shown as far as that reading is right.
 */
package dev.kiln.local.powershell;
