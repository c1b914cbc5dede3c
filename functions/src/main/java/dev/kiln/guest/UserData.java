package dev.kiln.guest;

/**
 * A script that the launch agent runs at the first start of a machine, which leaves a mark there: so that one can see
 * afterwards that user data is run (EC2 user guide, "Run commands when you launch an EC2 instance with user data
 * input"). The guest script that looks at the machine knows the file, too.
 *
 * @param mark what is found in the file afterwards; letters, digits and {@code /#-._}
 */
public record UserData(String mark) {
    /** The script, as the agents take it. */
    public String script() {
        return """
                <powershell>
                $folder = Join-Path $env:ProgramData 'Kiln'
                [void][System.IO.Directory]::CreateDirectory($folder)
                [System.IO.File]::WriteAllText((Join-Path $folder 'user-data.txt'), '%s')
                </powershell>
                """.formatted(mark);
    }
}
