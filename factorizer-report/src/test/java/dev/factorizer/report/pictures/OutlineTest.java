package dev.factorizer.report.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OutlineTest {
    private static String of(String... rows) {
        String all = String.join("", rows);
        boolean[] mask = new boolean[all.length()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = all.charAt(i) == '#';
        }
        return Outline.of(mask, rows[0].length());
    }

    @Test
    void onePixelIsASquare() {
        assertEquals("M1 1H2V2H1V1Z", of("...", ".#.", "..."));
    }

    @Test
    void edgesOfPixelsInARowAreOneLine() {
        assertEquals("M0 0H3V1H1V2H0V0Z", of("###", "#.."));
    }

    /** The line around a hole runs the other way, so that the inside is on its right as well. */
    @Test
    void aHoleHasALineOfItsOwn() {
        assertEquals("M0 0H3V3H0V0ZM1 2H2V1H1V2Z", of("###", "#.#", "###"));
    }

    @Test
    void pixelsThatTouchAtACornerAreApart() {
        assertEquals("M0 0H1V1H0V0ZM1 1H2V2H1V1Z", of("#.", ".#"));
    }

    @Test
    void nothingHasNoOutline() {
        assertEquals("", of("..", ".."));
    }

    /** Whatever the mask, the lines enclose as many pixels as it has: the signed area of all of them. */
    @Test
    void linesEncloseTheMask() {
        for (int number = 0; number < 1 << 12; number++) {
            boolean[] mask = new boolean[12];
            int pixels = 0;
            for (int i = 0; i < 12; i++) {
                mask[i] = (number >> i & 1) == 1;
                pixels += number >> i & 1;
            }
            assertEquals(pixels, area(Outline.of(mask, 4)), "mask " + number);
        }
    }

    private static int area(String path) {
        int area = 0;
        int x = 0;
        int y = 0;
        for (String step : path.replace("Z", " ").replaceAll("([MHV])", " $1").strip().split(" +(?=[MHV])")) {
            if (step.startsWith("M")) {
                x = Integer.parseInt(step.substring(1).split(" ")[0]);
                y = Integer.parseInt(step.split(" ")[1]);
            } else if (step.startsWith("H")) {
                int to = Integer.parseInt(step.substring(1));
                area -= (to - x) * y;
                x = to;
            } else if (step.startsWith("V")) {
                y = Integer.parseInt(step.substring(1));
            }
        }
        return area;
    }
}
