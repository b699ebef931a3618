/**
 * Data sets as users have them: {@link dev.factorizer.io.datalist.DataLists} reads the layouts of folders and the lists in JSON
 * that are in use, and makes a {@link dev.factorizer.io.datalist.DataList} of each: cases, each with its images, its label and its
 * fold. No image is opened here; {@code datacheck} looks into them.
 */
package dev.factorizer.io.datalist;
