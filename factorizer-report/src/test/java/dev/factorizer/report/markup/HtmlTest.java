package dev.factorizer.report.markup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class HtmlTest {
    @Test
    void textsAndAttributesAreEscaped() {
        Html html = new Html().open("p", "title", "\"><script>x</script>", "class", null).text("a < b & 'c'\u202e\n").close();
        assertEquals("<p title=\"&quot;&gt;&lt;script&gt;x&lt;/script&gt;\">a &lt; b &amp; &#39;c&#39;\\u202e\\n</p>", html.toString());
    }

    @Test
    void whatIsOpenIsAnError() {
        Html html = new Html().open("p").open("b").close();
        assertThrows(IllegalStateException.class, html::toString);
    }

    @Test
    void aScriptCantEndItself() {
        assertEquals("<script>1 < 2</script>", new Html().source("script", "1 < 2").toString());
        assertThrows(IllegalArgumentException.class, () -> new Html().source("script", "\"</ScRiPt>\""));
        assertThrows(IllegalArgumentException.class, () -> new Html().source("style", "<!-- "));
    }

    @Test
    void linesStayLines() {
        assertEquals("<pre>a:\n    b &lt;\n</pre>", new Html().open("pre").lines("a:\r\n\tb <").close().toString());
    }

    @Test
    void numbersAreTheSameInEveryLanguage() {
        assertEquals("0.8731", Numbers.of(0.873149));
        assertEquals("12.5", Numbers.of(12.5));
        assertEquals("1.235e+12", Numbers.of(1.23456e12));
        assertEquals("1.235e-07", Numbers.of(1.23456e-7));
        assertEquals("0", Numbers.of(-0.0));
        assertEquals("–", Numbers.of(Double.NaN));
        assertEquals("−∞", Numbers.of(Double.NEGATIVE_INFINITY));
        assertEquals("14.3 %", Numbers.percent(1, 7));
        assertEquals("–", Numbers.percent(0, 0));
        assertEquals("12.4 s", Numbers.duration(12.38));
        assertEquals("1 min 05 s", Numbers.duration(65));
        assertEquals("2 h 03 min", Numbers.duration(7380));
        assertEquals("512 MiB", Numbers.bytes(512 << 20));
        assertEquals("1.5 GiB", Numbers.bytes(1.5 * (1 << 30)));
    }
}
