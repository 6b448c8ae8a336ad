-- expect: warning annotations/unknown-name «@job_mod» there is no annotation '@job_mod'
-- expect: warning annotations/unknown-name «MEMORY_LIMT» there is no annotation 'MEMORY_LIMT'
-- expect: info annotations/unknown-name «@reviewed_by» nothing here reads the annotation '@reviewed_by'
-- expect: info annotations/missing-colon «@version» @version is not read: the colon behind it is missing
-- «@job_mod»: simple
-- «MEMORY_LIMT»: 10
-- «@reviewed_by»: me
-- «@version» 1.0
-- @version
SELECT 1;
