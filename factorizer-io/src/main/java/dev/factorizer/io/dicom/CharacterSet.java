package dev.factorizer.io.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * In which characters text is written (DICOM PS3.3, section C.12.1.1.2). Text here is only shown: so the charset of a text
 * with several is that of its second value, which names the one beyond ASCII.
 *
 * @param charset decodes
 * @param escapes whether sequences that switch between sets are left out first, as Java's charset doesn't know them
 */
record CharacterSet(Charset charset, boolean escapes) {
    static final CharacterSet LATIN_1 = new CharacterSet(StandardCharsets.ISO_8859_1, false);

    private static final Pattern ESCAPES = Pattern.compile("\u001b[ -/]+[0-~]");
    private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("ISO_IR 6", "ISO-8859-1"),
            Map.entry("ISO_IR 100", "ISO-8859-1"), Map.entry("ISO_IR 101", "ISO-8859-2"), Map.entry("ISO_IR 109", "ISO-8859-3"),
            Map.entry("ISO_IR 110", "ISO-8859-4"), Map.entry("ISO_IR 144", "ISO-8859-5"), Map.entry("ISO_IR 127", "ISO-8859-6"),
            Map.entry("ISO_IR 126", "ISO-8859-7"), Map.entry("ISO_IR 138", "ISO-8859-8"), Map.entry("ISO_IR 148", "ISO-8859-9"),
            Map.entry("ISO_IR 203", "ISO-8859-15"), Map.entry("ISO_IR 13", "JIS_X0201"), Map.entry("ISO_IR 166", "TIS-620"),
            Map.entry("ISO_IR 192", "UTF-8"), Map.entry("GB18030", "GB18030"), Map.entry("GBK", "GBK"),
            Map.entry("ISO_IR 87", "ISO-2022-JP"), Map.entry("ISO_IR 159", "ISO-2022-JP-2"), Map.entry("ISO_IR 149", "EUC-KR"),
            Map.entry("ISO_IR 58", "GB2312"));

    /** The one that the values of SpecificCharacterSet name; Latin-1, with a warning, if it isn't known. */
    static CharacterSet of(List<String> values, Consumer<String> warnings) {
        String name = values.size() > 1 && !values.get(1).isEmpty() ? values.get(1) : values.isEmpty() ? "" : values.getFirst();
        if (name.isEmpty()) {
            return LATIN_1;
        }
        // Some write ISO-IR 100 or ISO IR 100; sets with and without escapes have the same numbers.
        String key = name.replace("ISO 2022 IR", "ISO_IR").replace("ISO-IR", "ISO_IR").replace("ISO IR", "ISO_IR");
        String charset = NAMES.get(key);
        if (charset == null || !Charset.isSupported(charset)) {
            warnings.accept("SpecificCharacterSet is \"" + Element.brief(name)
                    + "\", which is not known here; text is read as Latin-1");
            return LATIN_1;
        }
        return new CharacterSet(Charset.forName(charset), !charset.startsWith("ISO-2022"));
    }

    String decode(byte[] bytes) {
        String text = new String(bytes, charset);
        return escapes ? ESCAPES.matcher(text).replaceAll("") : text;
    }
}
