package dev.kiln.local.powershell;

/** What a script throws, or a mistake that PowerShell would end it for. */
public final class ScriptError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ScriptError(String message) {
        super(message);
    }
}
