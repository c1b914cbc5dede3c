package dev.kiln.guest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The check itself: it must see what Windows PowerShell 5.1 would refuse, and let pass what it takes. */
class PowerShellSyntaxTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# a comment",
                "<# a comment\n of two lines #>",
                "$a = 1",
                "$a = if ($b) { 1 } else { 2 }",
                "if ($a -eq 1) { 'x' }\nelseif ($b) { 'y' }\nelse { 'z' }",
                "if (-not $a -and $b.Count -gt 0) { exit 3010 }",
                "foreach ($x in @(1, 2)) { $x }",
                "for ($i = 0; $i -lt 3; $i++) { continue }",
                "while ($true) { break }",
                "do { $i++ } until ($i -gt 3)",
                "try { throw 'x' } catch [System.IO.IOException] { } finally { }",
                "function Get-It { param([string] $A, [int] $B = 3) return $A }",
                "Get-Item -LiteralPath $p | Where-Object { $_.Name -like '*.x' } |\n  Select-Object -First 1",
                "& $program 'a' $b @rest 2>&1 > $null",
                "$x = @{ a = 1; 'b c' = @(2, 3)\n d = 'x' }",
                "[void] $list.Add([int] '3')",
                "[System.IO.File]::ReadAllText($a, 'b').Length",
                "$text -replace '^a', \"b$($c.d)`n$e\"",
                "\"${a}: $env:X\"",
                "$a = @'\n{ ' \" ( \n'@\n$b = 1",
                "$a = @\"\n$($b)\n\"@",
                "'it''s' + \"a\"\"b\"",
                "return , $x",
                "'{0:x8}' -f $a",
                "$a[0].b[1] = -$c + 0x1F..10",
                "Start-Process -FilePath $a `\n  -Wait"
            })
    void mistake_goodScript_findsNone(String script) {
        assertThat(PowerShellSyntax.mistake(script)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "if ($a) { 'x' ~ '}' is missing",
                "$a = (1 + 2 ~ ( is not closed",
                "$a = 1 } ~ does not go on with '}'",
                "$a = @(1, 2 ~ ')' is missing",
                "$a = $b[1 ~ ']' is missing",
                "$a = 'x ~ the string is not closed",
                "$a = \"x$($b ~ ')' is missing",
                "<# x ~ the comment is not closed",
                "$a = @{ b 1 } ~ '=' is missing after a key",
                "if $a { } ~ '(' is missing after 'if'",
                "if ($a) 'x' ~ '{' is missing after 'if'",
                "if () { } ~ there is nothing between ( and )",
                "else { } ~ has nothing that it belongs to",
                "try { 1 } ~ 'try' has no 'catch'",
                "do { 1 } ~ 'do' has no 'while'",
                "foreach ($a of $b) { } ~ 'in' is missing",
                "function { } ~ a function's name is missing",
                "function Get-It 1 ~ '{' is missing after a function's name",
                "param($a, ) ~ a parameter is missing",
                "$a $b ~ does not go on with '$'",
                "$a = 1 + ~ a value is missing",
                "$a -eqq 1 ~ there is no operator -eqq",
                "Get-Item | ~ a command is missing",
                "Get-Item a, ~ a value is missing after ','",
                "Get-Item > ~ a redirection has no file",
                "Get-A && Get-B ~ 5.1 has no operator &&",
                "$a ?? 1 ~ 5.1 has no operator ??",
                "$a ? 1 : 2 ~ does not go on with '?'",
                "\"$Path: not found\" ~ after a variable's ':' comes no name",
                "$ = 1 ~ after '$' comes no name",
                "[string $a ~ [ is not closed with ]",
                "$a. ~ a member's name is missing",
                "exit 1 2 ~ does not go on with '2'",
                "class A { } ~ is not known to this check"
            })
    void mistake_plantedMistake_isNamed(String script, String message) {
        assertThat(PowerShellSyntax.mistake(script))
                .hasValueSatisfying(m -> assertThat(m).startsWith("line 1: ").contains(message.strip()));
    }

    @Test
    void mistake_hereStringTerminatorIndented_isFoundWhereTheStringBegins() {
        assertThat(PowerShellSyntax.mistake("$a = 1\n$b = @'\nx\n  '@\n"))
                .contains("line 2: the here-string has no '@ at the start of a line");
    }

    @Test
    void mistake_textAfterHereStringMark_isFound() {
        assertThat(PowerShellSyntax.mistake("$b = @' x\n'@\n"))
                .contains("line 1: a here-string begins on the line after its mark");
    }

    @Test
    void mistake_curlyQuoteInSingleQuotedString_endsTheString() {
        assertThat(PowerShellSyntax.mistake("$a = 'it\u2019s'")).isPresent();
    }
}
