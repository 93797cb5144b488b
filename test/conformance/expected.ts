/** Why a scenario of the official suite is not passed in full; nothing else may fail or warn, and what is listed here must. */
export const EXPECTED: Readonly<Record<string, string>> = {
  'tools-call-sampling':
    'without sessions no server can be answered by a client of 2025-11-25; Layerwalk asks nothing',
  'tools-call-elicitation': 'as tools-call-sampling: a request of the server finds no way back',
  'elicitation-sep1034-defaults': 'as tools-call-sampling',
  'elicitation-sep1330-enums': 'as tools-call-sampling',
  'server-sse-multiple-streams': 'a warning: no session id is given, as every replica answers every request',
  'server-sse-polling': 'a warning: a stream cannot be taken up again, as nothing is kept between requests',
};
