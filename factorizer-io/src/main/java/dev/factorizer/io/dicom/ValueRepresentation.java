package dev.factorizer.io.dicom;

import org.jspecify.annotations.Nullable;

/** What kind of value an element has (DICOM PS3.5, section 6.2). */
enum ValueRepresentation {
    AE(Kind.TEXT, false),
    AS(Kind.TEXT, false),
    AT(Kind.OTHER, false),
    CS(Kind.TEXT, false),
    DA(Kind.TEXT, false),
    DS(Kind.TEXT, false),
    DT(Kind.TEXT, false),
    FL(Kind.FLOAT, false),
    FD(Kind.DOUBLE, false),
    IS(Kind.TEXT, false),
    LO(Kind.TEXT, false),
    LT(Kind.TEXT, false),
    OB(Kind.OTHER, true),
    OD(Kind.OTHER, true),
    OF(Kind.OTHER, true),
    OL(Kind.OTHER, true),
    OV(Kind.UNSIGNED_64, true),
    OW(Kind.OTHER, true),
    PN(Kind.TEXT, false),
    SH(Kind.TEXT, false),
    SL(Kind.SIGNED_32, false),
    SQ(Kind.OTHER, true),
    SS(Kind.SIGNED_16, false),
    ST(Kind.TEXT, false),
    SV(Kind.SIGNED_64, true),
    TM(Kind.TEXT, false),
    UC(Kind.TEXT, true),
    UI(Kind.TEXT, false),
    UL(Kind.UNSIGNED_32, false),
    UN(Kind.OTHER, true),
    UR(Kind.TEXT, true),
    US(Kind.UNSIGNED_16, false),
    UT(Kind.TEXT, true),
    UV(Kind.UNSIGNED_64, true);

    /** How the bytes are read. */
    enum Kind {
        TEXT(0), FLOAT(4), DOUBLE(8), SIGNED_16(2), UNSIGNED_16(2), SIGNED_32(4), UNSIGNED_32(4), SIGNED_64(8), UNSIGNED_64(8),
        OTHER(0);

        /** Of one number; 0 if it isn't one. */
        final int bytes;

        Kind(int bytes) {
            this.bytes = bytes;
        }
    }

    private static final ValueRepresentation[] ALL = values();

    final Kind kind;
    /** Whether the length has four bytes in explicit encodings. */
    final boolean isLong;

    ValueRepresentation(Kind kind, boolean isLong) {
        this.kind = kind;
        this.isLong = isLong;
    }

    /** That of two characters, {@code null} if there is none. */
    static @Nullable ValueRepresentation of(int first, int second) {
        for (ValueRepresentation one : ALL) {
            if (one.name().charAt(0) == first && one.name().charAt(1) == second) {
                return one;
            }
        }
        return null;
    }

    /** Whether two bytes could be one: capitals. */
    static boolean isLikely(int first, int second) {
        return first >= 'A' && first <= 'Z' && second >= 'A' && second <= 'Z';
    }
}
