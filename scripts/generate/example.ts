const name = 'shop.example.com';

/** The question that README shows the answer to, and the recording that it is answered from. */
export const example = {
  name,
  ask: ['diagnose', `https://${name}`],
  recording: 'docs/example.json',
};
